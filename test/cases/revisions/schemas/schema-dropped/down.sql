-- Roles
CREATE ROLE "${env}_crm_read";
CREATE ROLE "${env}_crm_write";
CREATE ROLE "${env}_sensitive_crm_read";
CREATE ROLE "${env}_sensitive_crm_write";
--> statement-breakpoint
CREATE SCHEMA "CRM";
--> statement-breakpoint
CREATE TABLE "CRM"."client" (
	"id" serial PRIMARY KEY,
	"name" varchar
);
--> statement-breakpoint
CREATE TABLE "CRM"."keys" (
	"id" integer PRIMARY KEY,
	"key" varchar
);
--> statement-breakpoint
-- Grants: CRM
GRANT USAGE ON SCHEMA "CRM" TO
  "${env}_crm_read",
  "${env}_crm_write",
  "${env}_sensitive_crm_read",
  "${env}_sensitive_crm_write";
GRANT SELECT ON TABLE "CRM"."client" TO "${env}_crm_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "CRM"."client" TO "${env}_crm_write";
GRANT SELECT ON TABLE "CRM"."keys" TO "${env}_sensitive_crm_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "CRM"."keys" TO "${env}_sensitive_crm_write";
GRANT USAGE ON SEQUENCE "CRM"."client_id_seq" TO "${env}_crm_write";
