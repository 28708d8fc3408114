-- Memberships
REVOKE "${env}_analyst" FROM "${env}_helpdesk";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_helpdesk";
