-- Memberships
REVOKE "${env}_dwh_dm_rental_read" FROM "${env}_analyst";
REVOKE "${env}_sensitive_dwh_dwh_user_info_read" FROM "${env}_dpo";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
DROP ROLE "${env}_dpo";
