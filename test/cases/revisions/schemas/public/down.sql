DROP TABLE "events";
--> statement-breakpoint
-- Revokes: public
REVOKE USAGE ON SCHEMA "public" FROM "${env}_public_read", "${env}_public_write";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_public_read";
DROP ROLE "${env}_public_write";
