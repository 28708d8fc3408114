-- Revokes: SHOP
REVOKE REFERENCES ON TABLE "SHOP"."orders" FROM "${env}_shop_read";
--> statement-breakpoint
-- Grants: SHOP
GRANT TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_shop_write";
