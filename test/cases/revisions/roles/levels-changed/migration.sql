-- Revokes: SHOP
REVOKE TRUNCATE ON TABLE "SHOP"."orders" FROM "${env}_shop_write";
--> statement-breakpoint
-- Grants: SHOP
GRANT REFERENCES ON TABLE "SHOP"."orders" TO "${env}_shop_read";
