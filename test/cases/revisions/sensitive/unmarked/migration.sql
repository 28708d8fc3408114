-- Revokes: SHOP
REVOKE USAGE ON SCHEMA "SHOP" FROM "${env}_sensitive_shop_read", "${env}_sensitive_shop_write";
REVOKE SELECT ON TABLE "SHOP"."orders" FROM "${env}_sensitive_shop_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" FROM "${env}_sensitive_shop_write";
REVOKE USAGE ON SEQUENCE "SHOP"."orders_id_seq" FROM "${env}_sensitive_shop_write";
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."orders" TO "${env}_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_shop_write";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_sensitive_shop_read";
DROP ROLE "${env}_sensitive_shop_write";
