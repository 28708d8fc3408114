-- Roles
CREATE ROLE "${env}_fdw";
--> statement-breakpoint
-- Grants
GRANT ALL ON LANGUAGE "plpgsql" TO "${env}_fdw";
GRANT ALL ON FOREIGN SERVER "crm" TO "${env}_fdw";
-- when server >= 15
GRANT SET ON PARAMETER "work_mem" TO "${env}_fdw";
--> statement-breakpoint
-- Grants: DWH_RATING
GRANT ALL ON TYPE "DWH_RATING"."mark" TO "${env}_fdw";
