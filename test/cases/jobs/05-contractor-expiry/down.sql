-- Memberships
REVOKE "${env}_analyst" FROM "bob_contractor";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "bob_contractor";
