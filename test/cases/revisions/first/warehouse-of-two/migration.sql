-- Roles
CREATE ROLE "${env}_analyst";
CREATE ROLE "${env}_crm_read";
CREATE ROLE "${env}_crm_write";
CREATE ROLE "${env}_sensitive_crm_read";
CREATE ROLE "${env}_sensitive_crm_write";
CREATE ROLE "${env}_shop_read";
CREATE ROLE "${env}_shop_write";
CREATE ROLE "${env}_sync" LOGIN CONNECTION LIMIT 4;
COMMENT ON ROLE "${env}_analyst" IS 'Reads what everybody may read';
--> statement-breakpoint
CREATE SCHEMA "CRM";
--> statement-breakpoint
CREATE SCHEMA "SHOP";
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
CREATE TABLE "SHOP"."orders" (
	"id" serial PRIMARY KEY,
	"total" integer
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
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO "${env}_shop_read", "${env}_shop_write";
GRANT SELECT ON TABLE "SHOP"."orders" TO "${env}_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_shop_write";
GRANT SELECT, INSERT ON TABLE "SHOP"."orders" TO "${env}_sync";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_shop_write";
--> statement-breakpoint
-- Memberships
GRANT
  "${env}_crm_read",
  "${env}_shop_read"
TO "${env}_analyst";
GRANT "${env}_analyst" TO "${env}_sync";
