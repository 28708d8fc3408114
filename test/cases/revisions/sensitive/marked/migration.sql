-- Roles
CREATE ROLE "${env}_sensitive_shop_read";
CREATE ROLE "${env}_sensitive_shop_write";
--> statement-breakpoint
-- Revokes: SHOP
REVOKE SELECT ON TABLE "SHOP"."orders" FROM "${env}_shop_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" FROM "${env}_shop_write";
REVOKE USAGE ON SEQUENCE "SHOP"."orders_id_seq" FROM "${env}_shop_write";
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO "${env}_sensitive_shop_read", "${env}_sensitive_shop_write";
GRANT SELECT ON TABLE "SHOP"."orders" TO "${env}_sensitive_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_sensitive_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_sensitive_shop_write";
