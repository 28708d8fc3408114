/** A file of SQL is imported as its text: see the build script and vitest.config.ts. */
declare module "*.sql" {
  const text: string;
  export default text;
}
