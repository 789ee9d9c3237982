// An address that moved: leads on before anything is drawn, and keeps the place in the page, which a refresh would lose.
location.replace(document.currentScript.dataset.to + location.hash);
