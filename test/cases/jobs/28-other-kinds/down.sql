-- Revokes
REVOKE ALL ON LANGUAGE "plpgsql" FROM "${env}_fdw";
REVOKE ALL ON FOREIGN SERVER "crm" FROM "${env}_fdw";
-- when server >= 15
REVOKE SET ON PARAMETER "work_mem" FROM "${env}_fdw";
--> statement-breakpoint
-- Revokes: DWH_RATING
REVOKE ALL ON TYPE "DWH_RATING"."mark" FROM "${env}_fdw";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_fdw";
