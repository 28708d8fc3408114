-- Roles
CREATE ROLE "${env}_sensitive_store_read";
-- when stage = prod
CREATE ROLE "${env}_tester" LOGIN;
ALTER ROLE "${env}_owner" NOCREATEROLE NOREPLICATION NOBYPASSRLS;
COMMENT ON ROLE "${env}_reader" IS NULL;
ALTER ROLE "${env}_sync" INHERIT CONNECTION LIMIT 5 VALID UNTIL 'infinity';
ALTER ROLE "${env}_sync" RESET "search_path";
ALTER ROLE "${env}_sync" SET "statement_timeout" TO '1h';
ALTER ROLE "${env}_sync" IN DATABASE "${database}" RESET "work_mem";
--> statement-breakpoint
-- Comments
COMMENT ON TABLE "CRM"."client" IS 'Who buys';
COMMENT ON TABLE "STORE"."sales" IS NULL;
COMMENT ON COLUMN "STORE"."sales"."amount" IS NULL;
--> statement-breakpoint
-- Owners
ALTER SCHEMA "STORE" OWNER TO CURRENT_USER;
GRANT CREATE ON SCHEMA "STORE" TO "${env}_sync";
ALTER TABLE "STORE"."newest" OWNER TO "${env}_sync";
ALTER TABLE "STORE"."sales" OWNER TO "${env}_sync";
ALTER SEQUENCE "STORE"."numbers" OWNER TO "${env}_sync";
ALTER TYPE "STORE"."condition" OWNER TO "${env}_sync";
REVOKE CREATE ON SCHEMA "STORE" FROM "${env}_sync";
--> statement-breakpoint
-- Revokes
REVOKE CONNECT ON DATABASE "${database}" FROM "${env}_reader";
REVOKE ALL ON LANGUAGE "plpgsql" FROM "${env}_reader";
-- when server >= 15
REVOKE SET ON PARAMETER "work_mem" FROM "${env}_reader";
--> statement-breakpoint
-- Revokes: CRM
REVOKE USAGE ON SCHEMA "CRM" FROM "${env}_crm_all";
REVOKE ALL ON SCHEMA "CRM" FROM "maker_of_${env}";
REVOKE SELECT ("key", "name"), INSERT ("key", "name"), UPDATE ("key", "name"), REFERENCES ("key", "name") ON TABLE "CRM"."client" FROM "${env}_crm_all";
REVOKE SELECT ("key", "name") ON TABLE "CRM"."client" FROM "${env}_crm_read";
REVOKE SELECT ("key", "name"), INSERT ("key", "name"), UPDATE ("key", "name") ON TABLE "CRM"."client" FROM "${env}_crm_write";
REVOKE GRANT OPTION FOR SELECT ("name") ON TABLE "CRM"."client" FROM "${env}_reader";
REVOKE SELECT ("phone") ON TABLE "CRM"."client" FROM "${env}_reader";
REVOKE DELETE, TRUNCATE ON TABLE "CRM"."client" FROM "${env}_crm_all", "${env}_crm_write";
REVOKE SELECT ON TABLE "CRM"."client" FROM "${env}_sensitive_crm_read";
REVOKE USAGE ON SEQUENCE "CRM"."client_id_seq" FROM "${env}_crm_all";
--> statement-breakpoint
-- Revokes: MARTS_${env}
REVOKE USAGE ON SCHEMA "MARTS_${env}" FROM
  "${env}_marts_${env}_all",
  "${env}_marts_${env}_read",
  "${env}_marts_${env}_write";
REVOKE ALL ON SCHEMA "MARTS_${env}" FROM "maker_of_${env}";
REVOKE ALL ON ROUTINE "MARTS_${env}"."f"(integer) FROM "${env}_reader";
--> statement-breakpoint
-- Revokes: STORE
REVOKE USAGE ON SCHEMA "STORE" FROM "${env}_leaver", "${env}_store_all";
REVOKE SELECT ON TABLE "STORE"."newest", "STORE"."sales" FROM "${env}_leaver";
REVOKE ALL ON TABLE "STORE"."newest", "STORE"."sales" FROM "${env}_store_all";
REVOKE SELECT ON TABLE "STORE"."sales" FROM "${env}_store_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."sales" FROM "${env}_store_write";
REVOKE UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."newest" FROM "${env}_store_write";
REVOKE USAGE ON SEQUENCE "STORE"."orders_id_seq" FROM "${env}_store_all";
--> statement-breakpoint
-- Grants
GRANT CONNECT ON DATABASE "${database}" TO PUBLIC;
-- when stage = prod
GRANT TEMPORARY ON DATABASE "${database}" TO PUBLIC;
--> statement-breakpoint
-- Grants: CRM
GRANT SELECT ON TABLE "CRM"."client" TO "${env}_crm_read";
GRANT SELECT, INSERT ON TABLE "CRM"."client" TO "${env}_crm_write";
GRANT SELECT ON TABLE "CRM"."keys" TO "${env}_reader";
--> statement-breakpoint
-- Grants: STORE
GRANT USAGE ON SCHEMA "STORE" TO "${env}_sensitive_store_read";
GRANT SELECT ON TABLE "STORE"."sales" TO "${env}_sensitive_store_read";
GRANT SELECT ("id", "state") ON TABLE "STORE"."sales" TO "${env}_store_read";
GRANT SELECT ("id", "state"), INSERT ("id", "state") ON TABLE "STORE"."sales" TO "${env}_store_write";
GRANT ALL ON TYPE "STORE"."condition" TO PUBLIC;
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner"
REVOKE GRANT OPTION FOR SELECT ON TABLES FROM "${env}_reader";
-- when stage = test
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner" IN SCHEMA "STORE"
REVOKE USAGE ON SEQUENCES FROM "${env}_sync";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
REVOKE ALL ON TABLES FROM "${env}_crm_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
REVOKE SELECT ON TABLES FROM "${env}_crm_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_crm_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "CRM"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_crm_all",
  "${env}_crm_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
REVOKE ALL ON TABLES FROM "${env}_marts_${env}_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
REVOKE SELECT ON TABLES FROM "${env}_marts_${env}_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_marts_${env}_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" IN SCHEMA "MARTS_${env}"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_marts_${env}_all",
  "${env}_marts_${env}_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner" GRANT INSERT ON TABLES TO "${env}_reader";
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" GRANT ALL ON ROUTINES TO PUBLIC;
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_marts_${env}_read",
  "${env}_store_read"
FROM "${env}_reader";
-- when stage = test
REVOKE
  "${env}_store_write",
  "${env}_sync"
FROM "${env}_tester";
REVOKE ADMIN OPTION FOR "${env}_reader" FROM "${env}_sync";
-- when stage = prod
GRANT "${env}_store_write" TO "${env}_tester";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_crm_all";
DROP ROLE "${env}_leaver";
DROP ROLE "${env}_marts_${env}_all";
DROP ROLE "${env}_marts_${env}_read";
DROP ROLE "${env}_marts_${env}_write";
DROP ROLE "${env}_store_all";
-- when stage = test
DROP ROLE "${env}_tester";
