"""Uses the constants as a service would."""

import errors
from errors import ERR_A_KEY_NOT_FOUND, ERROR_404, S3_ACCESS_DENIED, ErrorCode, Retry

status: "int | None" = ERROR_404.status
assert (ERROR_404.code, status, ERROR_404.type) == ("404", 404, "about:blank")
assert S3_ACCESS_DENIED.retry is Retry.WITH_CHANGES
found: "ErrorCode | None" = errors.find("err:a:key_not_found")
assert found == ERR_A_KEY_NOT_FOUND
assert errors.find("nothing") is None
made = ERR_A_KEY_NOT_FOUND.problem("No key k_1", key="k_1", status=1)
assert made == {
    "key": "k_1",
    "type": ERR_A_KEY_NOT_FOUND.type,
    "title": "Key not found",
    "status": 404,
    "detail": "No key k_1",
}, made
try:
    ERROR_404.status = 500  # type: ignore[misc]
except AttributeError:
    pass
else:
    raise AssertionError("a constant can be changed")
for error in errors.ALL:
    print("".join(f"\\u{{{ord(letter):x}}}" for letter in "\t".join([error.code, error.title, error.url])))
