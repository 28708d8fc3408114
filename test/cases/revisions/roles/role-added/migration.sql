-- Roles
CREATE ROLE "${env}_analyst";
CREATE ROLE "${env}_sync" LOGIN CONNECTION LIMIT 4;
COMMENT ON ROLE "${env}_analyst" IS 'Reads what everybody may read';
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT, INSERT ON TABLE "SHOP"."orders" TO "${env}_sync";
--> statement-breakpoint
-- Memberships
GRANT "${env}_shop_read" TO "${env}_analyst";
GRANT "${env}_analyst" TO "${env}_sync";
