-- Roles
COMMENT ON ROLE "${env}_analyst" IS 'Reads all';
ALTER ROLE "${env}_sync" CONNECTION LIMIT 8;
--> statement-breakpoint
-- Grants: SHOP
GRANT ALL ON TABLE "SHOP"."orders" TO "${env}_sync";
