ALTER TABLE "SHOP"."orders" RENAME COLUMN "sum" TO "total";
