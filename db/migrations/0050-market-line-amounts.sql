-- 0050 market: the columns that sums are made of, in indexes of their own, so that a year is recounted without opening
-- the rows. Lock cost: order imports wait while the index is built, about a minute for ten million lines.

-- squawk-ignore require-concurrent-index-creation
create index order_line_counted on market.order_line (etown, day, shop, excluded)
  include (counts_order, retail_fen, refund_fen, share_fen);
-- squawk-ignore require-concurrent-index-creation
create index order_line_parcel on market.order_line (etown, day, waybill, shop) where waybill is not null;
-- Its first columns are those of the other.
-- squawk-ignore require-concurrent-index-deletion
drop index market.order_line_day;

create view market_pub.line_amount with (security_invoker = true) as
  select etown, day, shop, excluded as excluded_reason, counts_order, retail_fen,
    case when excluded is null then refund_fen end as refund,
    case when excluded is not null then share_fen end as excluded_fen
  from market.order_line;
comment on view market_pub.line_amount is '订单行的计数列: 与 market_pub.order_line 同口径, 只含索引 order_line_counted 里的列, 全量重算用';

create view market_pub.parcel_shop with (security_invoker = true) as
  select distinct on (etown, day, waybill) etown, day, waybill, shop
  from market.order_line where waybill is not null order by etown, day, waybill, shop;
comment on view market_pub.parcel_shop is '包裹归哪个网店: 与 market_pub.parcel 同口径, 只含索引 order_line_parcel 里的列, 全量重算用';
grant select on market_pub.line_amount, market_pub.parcel_shop to ezhen_app;
