-- Memberships
REVOKE "${env}_analyst" FROM "alice";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "alice";
