DROP VIEW "SHOP"."newest";
--> statement-breakpoint
DROP TABLE "CRM"."client";
--> statement-breakpoint
DROP TABLE "CRM"."keys";
--> statement-breakpoint
DROP TABLE "SHOP"."orders";
--> statement-breakpoint
DROP TYPE "SHOP"."state";
--> statement-breakpoint
DROP SEQUENCE "SHOP"."tickets";
--> statement-breakpoint
DROP SCHEMA "CRM";
--> statement-breakpoint
DROP SCHEMA "SHOP";
--> statement-breakpoint
-- Revokes
REVOKE CONNECT ON DATABASE "${database}" FROM "${env}_analyst";
REVOKE ALL ON LANGUAGE "plpgsql" FROM "${env}_analyst";
-- when server >= 15
REVOKE SET ON PARAMETER "work_mem" FROM "${env}_analyst";
--> statement-breakpoint
-- Revokes: MARTS_${env}
REVOKE USAGE ON SCHEMA "MARTS_${env}" FROM
  "${env}_marts_${env}_all",
  "${env}_marts_${env}_read",
  "${env}_marts_${env}_write";
REVOKE ALL ON SCHEMA "MARTS_${env}" FROM "maker_of_${env}";
REVOKE ALL ON ROUTINE "MARTS_${env}"."f"(integer) FROM "${env}_analyst";
--> statement-breakpoint
-- Grants
-- when stage = prod
GRANT CONNECT, TEMPORARY ON DATABASE "${database}" TO PUBLIC;
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_owner" REVOKE SELECT ON TABLES FROM "${env}_analyst";
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
ALTER DEFAULT PRIVILEGES FOR ROLE "maker_of_${env}" GRANT ALL ON ROUTINES TO PUBLIC;
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_crm_read",
  "${env}_marts_${env}_read",
  "${env}_shop_read"
FROM "${env}_analyst";
REVOKE "${env}_analyst" FROM "${env}_sync";
-- when stage = test
REVOKE
  "${env}_shop_write",
  "${env}_sync"
FROM "${env}_tester";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
DROP ROLE "${env}_crm_all";
DROP ROLE "${env}_crm_read";
DROP ROLE "${env}_crm_write";
DROP ROLE "${env}_leaver";
DROP ROLE "${env}_marts_${env}_all";
DROP ROLE "${env}_marts_${env}_read";
DROP ROLE "${env}_marts_${env}_write";
DROP ROLE "${env}_owner";
DROP ROLE "${env}_sensitive_crm_read";
DROP ROLE "${env}_shop_all";
DROP ROLE "${env}_shop_read";
DROP ROLE "${env}_shop_write";
DROP ROLE "${env}_sync";
-- when stage = test
DROP ROLE "${env}_tester";
