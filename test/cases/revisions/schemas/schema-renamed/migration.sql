-- Roles
CREATE ROLE "${env}_store_read";
CREATE ROLE "${env}_store_write";
--> statement-breakpoint
ALTER SCHEMA "SHOP" RENAME TO "STORE";
--> statement-breakpoint
-- Revokes: STORE
REVOKE USAGE ON SCHEMA "STORE" FROM "${env}_shop_read", "${env}_shop_write";
REVOKE SELECT ON TABLE "STORE"."orders" FROM "${env}_shop_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."orders" FROM "${env}_shop_write";
REVOKE USAGE ON SEQUENCE "STORE"."orders_id_seq" FROM "${env}_shop_write";
--> statement-breakpoint
-- Grants: STORE
GRANT USAGE ON SCHEMA "STORE" TO "${env}_store_read", "${env}_store_write";
GRANT SELECT ON TABLE "STORE"."orders" TO "${env}_store_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."orders" TO "${env}_store_write";
GRANT USAGE ON SEQUENCE "STORE"."orders_id_seq" TO "${env}_store_write";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_shop_read";
DROP ROLE "${env}_shop_write";
