-- Roles
CREATE ROLE "${env}_analyst";
CREATE ROLE "${env}_crm_all";
CREATE ROLE "${env}_crm_read";
CREATE ROLE "${env}_crm_write";
CREATE ROLE "${env}_leaver";
CREATE ROLE "${env}_marts_${env}_all";
CREATE ROLE "${env}_marts_${env}_read";
CREATE ROLE "${env}_marts_${env}_write";
CREATE ROLE "${env}_owner" CREATEDB CREATEROLE REPLICATION BYPASSRLS;
CREATE ROLE "${env}_sensitive_crm_read";
CREATE ROLE "${env}_shop_all";
CREATE ROLE "${env}_shop_read";
CREATE ROLE "${env}_shop_write";
CREATE ROLE "${env}_sync" LOGIN NOINHERIT CONNECTION LIMIT 4 VALID UNTIL '2031-01-01T00:00:00Z';
-- when stage = test
CREATE ROLE "${env}_tester";
COMMENT ON ROLE "${env}_analyst" IS 'Reads it''s all';
ALTER ROLE "${env}_sync" SET "search_path" TO "SHOP", "public";
ALTER ROLE "${env}_sync" SET "statement_timeout" TO '30min';
ALTER ROLE "${env}_sync" IN DATABASE "${database}" SET "work_mem" TO '9MB';
--> statement-breakpoint
CREATE SCHEMA "CRM";
--> statement-breakpoint
CREATE SCHEMA "SHOP";
--> statement-breakpoint
CREATE TYPE "SHOP"."state" AS ENUM('new', 'paid');
--> statement-breakpoint
CREATE SEQUENCE "SHOP"."tickets" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
CREATE TABLE "CRM"."client" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"phone" varchar
);
--> statement-breakpoint
CREATE TABLE "CRM"."keys" (
	"id" integer PRIMARY KEY,
	"key" varchar
);
--> statement-breakpoint
CREATE TABLE "SHOP"."orders" (
	"id" serial PRIMARY KEY,
	"total" integer,
	"state" "SHOP"."state"
);
--> statement-breakpoint
CREATE VIEW "SHOP"."newest" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
-- Comments
COMMENT ON TABLE "SHOP"."orders" IS 'What was bought';
COMMENT ON COLUMN "SHOP"."orders"."total" IS 'In cents, it''s $${env}';
--> statement-breakpoint
-- Owners
ALTER SCHEMA "SHOP" OWNER TO "${env}_owner";
ALTER TABLE "SHOP"."newest" OWNER TO "${env}_owner";
ALTER TABLE "SHOP"."orders" OWNER TO "${env}_owner";
ALTER SEQUENCE "SHOP"."tickets" OWNER TO "${env}_owner";
ALTER TYPE "SHOP"."state" OWNER TO "${env}_owner";
--> statement-breakpoint
-- Revokes
-- when stage = prod
REVOKE CONNECT, TEMPORARY ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Revokes: SHOP
REVOKE ALL ON TYPE "SHOP"."state" FROM PUBLIC;
--> statement-breakpoint
-- Grants
GRANT CONNECT ON DATABASE "${database}" TO "${env}_analyst";
GRANT ALL ON LANGUAGE "plpgsql" TO "${env}_analyst";
-- when server >= 15
GRANT SET ON PARAMETER "work_mem" TO "${env}_analyst";
--> statement-breakpoint
-- Grants: CRM
GRANT USAGE ON SCHEMA "CRM" TO
  "${env}_crm_all",
  "${env}_crm_read",
  "${env}_crm_write",
  "${env}_sensitive_crm_read";
GRANT ALL ON SCHEMA "CRM" TO "maker_of_${env}";
GRANT DELETE, TRUNCATE ON TABLE "CRM"."client" TO "${env}_crm_all", "${env}_crm_write";
GRANT SELECT ON TABLE "CRM"."client", "CRM"."keys" TO "${env}_sensitive_crm_read";
GRANT SELECT ("name", "phone") ON TABLE "CRM"."client" TO "${env}_analyst" WITH GRANT OPTION;
GRANT SELECT ("id", "name"), INSERT ("id", "name"), UPDATE ("id", "name"), REFERENCES ("id", "name") ON TABLE "CRM"."client" TO "${env}_crm_all";
GRANT SELECT ("id", "name") ON TABLE "CRM"."client" TO "${env}_crm_read";
GRANT SELECT ("id", "name"), INSERT ("id", "name"), UPDATE ("id", "name") ON TABLE "CRM"."client" TO "${env}_crm_write";
GRANT USAGE ON SEQUENCE "CRM"."client_id_seq" TO "${env}_crm_all", "${env}_crm_write";
--> statement-breakpoint
-- Grants: MARTS_${env}
GRANT USAGE ON SCHEMA "MARTS_${env}" TO
  "${env}_marts_${env}_all",
  "${env}_marts_${env}_read",
  "${env}_marts_${env}_write";
GRANT ALL ON SCHEMA "MARTS_${env}" TO "maker_of_${env}";
GRANT ALL ON ROUTINE "MARTS_${env}"."f"(integer) TO "${env}_analyst";
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO
  "${env}_leaver",
  "${env}_shop_all",
  "${env}_shop_read",
  "${env}_shop_write";
GRANT SELECT ON TABLE "SHOP"."newest", "SHOP"."orders" TO "${env}_leaver", "${env}_shop_read";
GRANT ALL ON TABLE "SHOP"."newest", "SHOP"."orders" TO "${env}_shop_all";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "SHOP"."newest",
  "SHOP"."orders"
TO "${env}_shop_write";
-- when stage = prod
GRANT SELECT, INSERT ON TABLE "SHOP"."orders" TO "${env}_sync";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_shop_all", "${env}_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."tickets" TO "${env}_sync";
GRANT ALL ON TYPE "SHOP"."state" TO "${env}_sync";
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" REVOKE ALL ON ROUTINES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner"
GRANT SELECT ON TABLES TO "${env}_analyst" WITH GRANT OPTION;
-- when stage = test
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner" IN SCHEMA "SHOP"
GRANT USAGE ON SEQUENCES TO "${env}_sync";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
GRANT ALL ON TABLES TO "${env}_crm_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
GRANT SELECT ON TABLES TO "${env}_crm_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_crm_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
GRANT USAGE ON SEQUENCES TO
  "${env}_crm_all",
  "${env}_crm_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
GRANT ALL ON TABLES TO "${env}_marts_${env}_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
GRANT SELECT ON TABLES TO "${env}_marts_${env}_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_marts_${env}_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
GRANT USAGE ON SEQUENCES TO
  "${env}_marts_${env}_all",
  "${env}_marts_${env}_write";
--> statement-breakpoint
-- Memberships
GRANT
  "${env}_crm_read",
  "${env}_marts_${env}_read",
  "${env}_shop_read"
TO "${env}_analyst";
GRANT "${env}_analyst" TO "${env}_sync" WITH ADMIN TRUE, INHERIT TRUE;
-- when stage = test
GRANT
  "${env}_shop_write",
  "${env}_sync"
TO "${env}_tester";
