// Uses the constants as a service would.
import { all, ERR_A_KEY_NOT_FOUND, ERROR_404, find, problem, S3_ACCESS_DENIED, type ErrorCode, type Retry } from "./errors.js";

const code: "err:a:key_not_found" = ERR_A_KEY_NOT_FOUND.code;
const retry: Retry = S3_ACCESS_DENIED.retry;
const status: 404 = ERROR_404.status;
// @ts-expect-error The constant cannot be changed.
ERROR_404.status = 404;
// @ts-expect-error Not every error has a status.
const always: number = (all[0] as ErrorCode).status;

function same(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(wanted)}`);
  }
}
same([code, retry], ["err:a:key_not_found", "with-changes"]);
same(find(code)?.url, "https://errors.example.com/e/x/key_not_found/");
same(find("nothing"), undefined);
const made = problem(ERR_A_KEY_NOT_FOUND, { detail: "No key k_1", key: "k_1", type: "not this" });
same(made, { detail: "No key k_1", key: "k_1", type: ERR_A_KEY_NOT_FOUND.type, title: "Key not found", status: 404 });
same(problem(all[0] as ErrorCode).status, undefined);
for (const error of all) {
  const letters = [...[error.code, error.title, error.url].join("\t")];
  console.log(letters.map((letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`).join(""));
}
void [status, always];
