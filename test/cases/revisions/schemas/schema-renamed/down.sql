-- Roles
CREATE ROLE "${env}_shop_read";
CREATE ROLE "${env}_shop_write";
--> statement-breakpoint
ALTER SCHEMA "STORE" RENAME TO "SHOP";
--> statement-breakpoint
-- Revokes: SHOP
REVOKE USAGE ON SCHEMA "SHOP" FROM "${env}_store_read", "${env}_store_write";
REVOKE SELECT ON TABLE "SHOP"."orders" FROM "${env}_store_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" FROM "${env}_store_write";
REVOKE USAGE ON SEQUENCE "SHOP"."orders_id_seq" FROM "${env}_store_write";
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO "${env}_shop_read", "${env}_shop_write";
GRANT SELECT ON TABLE "SHOP"."orders" TO "${env}_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_shop_write";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_store_read";
DROP ROLE "${env}_store_write";
