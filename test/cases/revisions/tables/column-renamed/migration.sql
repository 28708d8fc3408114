ALTER TABLE "SHOP"."orders" RENAME COLUMN "total" TO "sum";
