-- Roles
CREATE ROLE "${env}_crm_all";
CREATE ROLE "${env}_leaver";
CREATE ROLE "${env}_marts_${env}_all";
CREATE ROLE "${env}_marts_${env}_read";
CREATE ROLE "${env}_marts_${env}_write";
CREATE ROLE "${env}_store_all";
-- when stage = test
CREATE ROLE "${env}_tester";
ALTER ROLE "${env}_owner" CREATEROLE REPLICATION BYPASSRLS;
COMMENT ON ROLE "${env}_reader" IS 'Reads it''s all';
ALTER ROLE "${env}_sync" NOINHERIT CONNECTION LIMIT 4 VALID UNTIL '2031-01-01T00:00:00Z';
ALTER ROLE "${env}_sync" SET "search_path" TO "STORE", "public";
ALTER ROLE "${env}_sync" SET "statement_timeout" TO '30min';
ALTER ROLE "${env}_sync" IN DATABASE "${database}" SET "work_mem" TO '9MB';
--> statement-breakpoint
-- Comments
COMMENT ON TABLE "CRM"."client" IS NULL;
COMMENT ON TABLE "STORE"."sales" IS 'What was sold';
COMMENT ON COLUMN "STORE"."sales"."amount" IS 'In cents, it''s $${env}';
--> statement-breakpoint
-- Owners
ALTER SCHEMA "STORE" OWNER TO "${env}_owner";
ALTER TABLE "STORE"."newest" OWNER TO "${env}_owner";
ALTER TABLE "STORE"."sales" OWNER TO "${env}_owner";
ALTER SEQUENCE "STORE"."numbers" OWNER TO "${env}_owner";
ALTER TYPE "STORE"."condition" OWNER TO "${env}_owner";
--> statement-breakpoint
-- Revokes
REVOKE CONNECT ON DATABASE "${database}" FROM PUBLIC;
-- when stage = prod
REVOKE TEMPORARY ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Revokes: CRM
REVOKE SELECT ON TABLE "CRM"."client" FROM "${env}_crm_read";
REVOKE SELECT, INSERT ON TABLE "CRM"."client" FROM "${env}_crm_write";
REVOKE SELECT ON TABLE "CRM"."keys" FROM "${env}_reader";
--> statement-breakpoint
-- Revokes: STORE
REVOKE USAGE ON SCHEMA "STORE" FROM "${env}_sensitive_store_read";
REVOKE SELECT ("id", "state") ON TABLE "STORE"."sales" FROM "${env}_store_read";
REVOKE SELECT ("id", "state"), INSERT ("id", "state") ON TABLE "STORE"."sales" FROM "${env}_store_write";
REVOKE SELECT ON TABLE "STORE"."sales" FROM "${env}_sensitive_store_read";
REVOKE ALL ON TYPE "STORE"."condition" FROM PUBLIC;
--> statement-breakpoint
-- Grants
GRANT CONNECT ON DATABASE "${database}" TO "${env}_reader";
GRANT ALL ON LANGUAGE "plpgsql" TO "${env}_reader";
-- when server >= 15
GRANT SET ON PARAMETER "work_mem" TO "${env}_reader";
--> statement-breakpoint
-- Grants: CRM
GRANT USAGE ON SCHEMA "CRM" TO "${env}_crm_all";
GRANT ALL ON SCHEMA "CRM" TO "maker_of_${env}";
GRANT DELETE, TRUNCATE ON TABLE "CRM"."client" TO "${env}_crm_all", "${env}_crm_write";
GRANT SELECT ON TABLE "CRM"."client" TO "${env}_sensitive_crm_read";
GRANT SELECT ("key", "name"), INSERT ("key", "name"), UPDATE ("key", "name"), REFERENCES ("key", "name") ON TABLE "CRM"."client" TO "${env}_crm_all";
GRANT SELECT ("key", "name") ON TABLE "CRM"."client" TO "${env}_crm_read";
GRANT SELECT ("key", "name"), INSERT ("key", "name"), UPDATE ("key", "name") ON TABLE "CRM"."client" TO "${env}_crm_write";
GRANT SELECT ("name", "phone") ON TABLE "CRM"."client" TO "${env}_reader" WITH GRANT OPTION;
GRANT USAGE ON SEQUENCE "CRM"."client_id_seq" TO "${env}_crm_all";
--> statement-breakpoint
-- Grants: MARTS_${env}
GRANT USAGE ON SCHEMA "MARTS_${env}" TO
  "${env}_marts_${env}_all",
  "${env}_marts_${env}_read",
  "${env}_marts_${env}_write";
GRANT ALL ON SCHEMA "MARTS_${env}" TO "maker_of_${env}";
GRANT ALL ON ROUTINE "MARTS_${env}"."f"(integer) TO "${env}_reader";
--> statement-breakpoint
-- Grants: STORE
GRANT USAGE ON SCHEMA "STORE" TO "${env}_leaver", "${env}_store_all";
GRANT SELECT ON TABLE "STORE"."newest", "STORE"."sales" TO "${env}_leaver";
GRANT ALL ON TABLE "STORE"."newest", "STORE"."sales" TO "${env}_store_all";
GRANT SELECT ON TABLE "STORE"."sales" TO "${env}_store_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."sales" TO "${env}_store_write";
GRANT UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."newest" TO "${env}_store_write";
GRANT SELECT, INSERT ON TABLE "STORE"."sales" TO "${env}_sync";
GRANT USAGE ON SEQUENCE "STORE"."orders_id_seq" TO "${env}_store_all";
GRANT USAGE ON SEQUENCE "STORE"."numbers" TO "${env}_sync";
GRANT ALL ON TYPE "STORE"."condition" TO "${env}_sync";
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner" REVOKE INSERT ON TABLES FROM "${env}_reader";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" REVOKE ALL ON ROUTINES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner"
GRANT SELECT ON TABLES TO "${env}_reader" WITH GRANT OPTION;
-- when stage = test
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner" IN SCHEMA "STORE"
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
-- when stage = prod
REVOKE "${env}_store_write" FROM "${env}_tester";
GRANT
  "${env}_marts_${env}_read",
  "${env}_store_read"
TO "${env}_reader";
GRANT "${env}_reader" TO "${env}_sync" WITH ADMIN OPTION;
-- when stage = test
GRANT
  "${env}_store_write",
  "${env}_sync"
TO "${env}_tester";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_sensitive_store_read";
-- when stage = prod
DROP ROLE "${env}_tester";
