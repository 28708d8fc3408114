-- Roles
CREATE ROLE "${env}_analyst";
CREATE ROLE "${env}_dpo";
--> statement-breakpoint
-- Memberships
GRANT "${env}_dwh_dm_rental_read" TO "${env}_analyst";
GRANT "${env}_sensitive_dwh_dwh_user_info_read" TO "${env}_dpo";
