import type { Config } from "dwh-definitions";

export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  out: "./generated",
  migrations: { schema: "drizzle", table: "__drizzle_migrations" },
  warehouse: {
    roles: "./roles",
    variables: { env: ["test", "prod"] },
    targets: {
      test: { urlFrom: "TEST_TARGET_DATABASE_URL", variables: { env: "test" }, lockTimeout: "5s" },
      production: {
        urlFrom: "PRODUCTION_DATABASE_URL",
        variables: { env: "prod" },
        lockTimeout: "5s",
        protected: true,
      },
    },
  },
} satisfies Config;
