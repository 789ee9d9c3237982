import com.acme.errors.ErrorCode;

/** Uses the constants as a service would. */
final class Use {
    private static void same(Object found, Object wanted) {
        if (!found.equals(wanted)) {
            throw new AssertionError(found + " is not " + wanted);
        }
    }

    public static void main(String[] arguments) {
        String advice = switch (ErrorCode.ERR_A_KEY_NOT_FOUND) {
            case ERR_A_KEY_NOT_FOUND -> "make the key";
            default -> "read the page";
        };
        same(advice, "make the key");
        same(ErrorCode.ERROR_404.status().getAsInt(), 404);
        same(ErrorCode.E0308.status().isEmpty(), true);
        same(ErrorCode.S3_ACCESS_DENIED.retry().orElseThrow(), ErrorCode.Retry.WITH_CHANGES);
        same(ErrorCode.find("err:a:key_not_found").orElseThrow(), ErrorCode.ERR_A_KEY_NOT_FOUND);
        same(ErrorCode.ERR_A_KEY_NOT_FOUND.problem("No key").members().keySet().toString(), "[type, title, status, detail]");
        for (ErrorCode error : ErrorCode.values()) {
            StringBuilder line = new StringBuilder();
            String.join("\t", error.code(), error.title(), error.url()).codePoints().forEach(c -> line.append(String.format("\\u{%x}", c)));
            System.out.println(line);
        }
    }
}
