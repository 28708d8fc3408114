-- Roles
CREATE ROLE "alice" LOGIN;
--> statement-breakpoint
-- Memberships
GRANT "${env}_analyst" TO "alice";
