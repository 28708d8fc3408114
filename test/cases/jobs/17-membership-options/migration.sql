-- Roles
CREATE ROLE "${env}_helpdesk" LOGIN;
--> statement-breakpoint
-- Memberships
GRANT "${env}_analyst" TO "${env}_helpdesk" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
