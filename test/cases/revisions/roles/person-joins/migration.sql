-- Roles
CREATE ROLE "alice_of_${env}" LOGIN;
--> statement-breakpoint
-- Memberships
GRANT "${env}_analyst" TO "alice_of_${env}";
