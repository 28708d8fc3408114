import { mergeConfig } from "vitest/config";
import ordinary from "../../vitest.config.ts";

/** The suite as it is, with every embedded server being the one at TEST_POSTGRES_PACKAGE. */
export default mergeConfig(ordinary, {
  test: {
    setupFiles: ["test/matrix/one-package.ts"],
    // That one is about the package which this puts aside.
    testNamePattern: /^(?!the programs are those of the platform's package$)/,
  },
});
