//! The server as the SDK has it: each request is answered from what is shown.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CompleteRequestParams, CompleteResult, ErrorData, Implementation, ListResourceTemplatesResult,
    ListResourcesResult, ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, Reference,
    ServerCapabilities, ServerConfig, SubscriptionFilter, Tool,
};
use rmcp::service::{NotificationContext, RequestContext, SubscriptionContext};
use rmcp::{RoleServer, ServerHandler};

use super::news::News;
use super::{resources, tools};
use crate::render::words;
use crate::serve::{Shown, Snapshot};

/// Answers what clients ask about a book.
#[derive(Clone, Debug)]
pub struct Server {
    shown: Arc<Shown>,
}

impl Server {
    /// A server for what is shown.
    #[must_use]
    pub fn new(shown: Arc<Shown>) -> Self {
        Self { shown }
    }

    /// Asks what is shown now. A question may take a while in a large book, and others are not to wait.
    async fn ask<T: Send + 'static>(&self, ask: impl FnOnce(&Snapshot) -> T + Send + 'static) -> Result<T, ErrorData> {
        let snapshot = self.shown.now();
        let answered = tokio::task::spawn_blocking(move || ask(&snapshot)).await;
        answered.map_err(|_| ErrorData::internal_error("this could not be answered; please tell the authors of errbook", None))
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let snapshot = self.shown.now();
        let catalog = &snapshot.site().catalog;
        let title = &catalog.config.book.title;
        let capabilities =
            ServerCapabilities::builder().enable_tools().enable_resources().enable_resources_list_changed().enable_completions().build();
        let own = Implementation::new("errbook", env!("CARGO_PKG_VERSION")).with_title(title);
        ServerConfig::new(capabilities).with_server_info(own).with_instructions(format!(
            "What the errors of \"{title}\" mean and what to do about them ({}). When something failed, give `find_error` all that there is of the \
             failure, as it is. Believe a match that is `confident`; read the others as guesses, and look at their reasons. `get_error` has the \
             whole page of a code or path, `compare_errors` tells two apart, `list_errors` is the catalog. Mind `retry` before you repeat a \
             request, try fixes in the order given, and name the code and, where there is one, the address of the page in what you report.",
            words::count(catalog.entries.len(), "error")
        ))
    }

    async fn list_tools(&self, _: Option<PaginatedRequestParams>, _: RequestContext<RoleServer>) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        tools::named(name)
    }

    async fn call_tool(&self, request: CallToolRequestParams, _: RequestContext<RoleServer>) -> Result<CallToolResponse, ErrorData> {
        let CallToolRequestParams { name, arguments, .. } = request;
        let unknown = format!("there is no tool `{name}`");
        let result = self.ask(move |snapshot| tools::call(snapshot, &name, arguments.unwrap_or_default())).await?;
        result.map(CallToolResponse::from).ok_or_else(|| ErrorData::invalid_params(unknown, None))
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let cursor = request.and_then(|request| request.cursor);
        self.ask(move |snapshot| resources::list(snapshot.site(), cursor.as_deref())).await?
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(resources::templates())
    }

    async fn complete(&self, request: CompleteRequestParams, _: RequestContext<RoleServer>) -> Result<CompleteResult, ErrorData> {
        let Reference::Resource(template) = request.r#ref else {
            return Err(ErrorData::invalid_params("there are no prompts", None));
        };
        let begun = request.argument.value;
        self.ask(move |snapshot| CompleteResult::new(resources::complete(snapshot.site(), &template.uri, &begun))).await
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        self.ask(move |snapshot| resources::read(snapshot, &request.uri)).await?.map(ReadResourceResponse::from)
    }

    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        tokio::spawn(News::new(&self.shown).tell(context.peer));
    }

    fn accepted_subscription_filter(&self, _: &SubscriptionFilter) -> Option<SubscriptionFilter> {
        Some(SubscriptionFilter::builder().resources_list_changed().build())
    }

    async fn listen(&self, listener: SubscriptionContext) -> Result<(), ErrorData> {
        News::new(&self.shown).send(&listener).await;
        Ok(())
    }
}
