// What a request's Accept header means, on every host.
export const HTML = "text/html; charset=utf-8";
export const MARKDOWN = "text/markdown; charset=utf-8";
export const JSON_TYPE = "application/json; charset=utf-8";

export const WANTED = [
  [undefined, HTML],
  ["*/*", HTML],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML],
  ["text/markdown", MARKDOWN],
  ["TEXT/MARKDOWN; charset=utf-8; q=1", MARKDOWN],
  ["text/markdown, text/html, */*", MARKDOWN],
  ["text/html, text/markdown", HTML],
  ["text/html;q=0.5, text/markdown;q=0.9", MARKDOWN],
  ["text/markdown;q=0.3, text/html;q=0.7", HTML],
  ["text/markdown;q=0, */*", HTML],
  ["text/markdown;q=0.5, */*", HTML],
  ["text/markdown, */*;q=0.1", MARKDOWN],
  ["application/json", JSON_TYPE],
  ["application/json, text/plain, */*", JSON_TYPE],
  ["text/markdown;q=0.5, application/json", JSON_TYPE],
  ["text/markdown;q=0.9, application/json;q=0.8, text/html;q=0.1", MARKDOWN],
  ["image/png", HTML],
];
