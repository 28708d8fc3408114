-- Revokes: SHOP
REVOKE SELECT, INSERT ON TABLE "SHOP"."orders" FROM "${env}_sync";
--> statement-breakpoint
-- Memberships
REVOKE "${env}_shop_read" FROM "${env}_analyst";
REVOKE "${env}_analyst" FROM "${env}_sync";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
DROP ROLE "${env}_sync";
