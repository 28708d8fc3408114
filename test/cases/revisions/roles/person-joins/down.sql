-- Memberships
REVOKE "${env}_analyst" FROM "alice_of_${env}";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "alice_of_${env}";
