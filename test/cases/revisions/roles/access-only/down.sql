-- Roles
COMMENT ON ROLE "${env}_analyst" IS 'Reads what everybody may read';
ALTER ROLE "${env}_sync" CONNECTION LIMIT 4;
--> statement-breakpoint
-- Revokes: SHOP
-- when server >= 17
REVOKE MAINTAIN ON TABLE "SHOP"."orders" FROM "${env}_sync";
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE "SHOP"."orders" FROM "${env}_sync";
