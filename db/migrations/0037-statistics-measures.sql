-- 0037 statistics: measures of more rooms in the sums per day, what the rooms publish for counting, saved views, displays.
-- Lock cost: trace.scan is written anew for its stored day (a row a scan); all else are catalogue changes and new tables.

-- No process of an older version serves while migrations run.
-- squawk-ignore renaming-column
alter table statistics.daily_sum rename column shop to part;
comment on column statistics.daily_sum.measure is 'retail 网络零售额 (分), lines 计入的订单行数, orders 计入的订单数, refund 计入各行的退款 (分), excluded:原因 不计的金额 (分); parcels 包裹, scans 扫码, lots 批次, fund-arrived/fund-paid/fund-recovered 专项资金 (分)';
comment on column statistics.daily_sum.part is '部分: 网店、追溯产品或资金来源; 空为全部之和, 单独累计, 看板只读这些行';

-- What other rooms publish to be counted, each row with where it can be looked up.
create view market_pub.parcel with (security_invoker = true) as
  select distinct on (l.etown, l.day, l.waybill) l.etown, l.day, l.waybill, l.platform, l.shop, l.order_no, l.sub_no, l.batch,
    l.row_no, b.sha256 as evidence
  from market.order_line l join market.import_batch b on b.etown = l.etown and b.id = l.batch
  where l.waybill is not null
  order by l.etown, l.day, l.waybill, l.shop, l.order_no, l.sub_no;
comment on view market_pub.parcel is '包裹: 订单文件里的运单号, 同一运单号同一付款日只一行';
grant select on market_pub.parcel to ezhen_app;

-- A row a scan: seconds at a million of them. Nobody is served while migrations run.
-- squawk-ignore adding-field-with-default
alter table trace.scan add column day date not null generated always as ((at at time zone 'Asia/Shanghai')::date) stored;
comment on column trace.scan.day is '扫码当日 (北京时间): 供统计按日取数';
-- squawk-ignore require-concurrent-index-creation
create index scan_day on trace.scan (etown, day);
create view trace_pub.scan with (security_invoker = true) as
  select n.etown, n.id as scan, n.day, n.at, n.serial, s.lot, l.code as lot_code, l.item, t.name as item_name
  from trace.scan n
  join trace.serial s on s.etown = n.etown and s.serial = n.serial
  join trace.lot l on l.etown = s.etown and l.id = s.lot
  join trace.trade_item t on t.etown = l.etown and t.id = l.item;
comment on view trace_pub.scan is '扫码: 每次有效查询一行, 不含扫码设备';
create view trace_pub.lot with (security_invoker = true) as
  select l.etown, l.id as lot, l.code, l.item, t.name as item_name, l.party, l.made_on as day, l.state
  from trace.lot l join trace.trade_item t on t.etown = l.etown and t.id = l.item;
comment on view trace_pub.lot is '批次: 供统计按日取数';
create view trace_pub.recall with (security_invoker = true) as
  select etown, id as recall, drill, cardinality(lots) as lots, opened_at, closed_at from trace.recall;
comment on view trace_pub.recall is '召回: 供大屏提醒, 不含原因';
grant select on trace_pub.scan, trace_pub.lot, trace_pub.recall to ezhen_app;

create schema fund_pub;
comment on schema fund_pub is '专项资金发布的数据: 供上层各室取数';
create view fund_pub.movement with (security_invoker = true) as
  select e.etown, e.id as entry, e.day,
    case e.kind when 'appropriation' then 'fund-arrived' when 'payment' then 'fund-paid' else 'fund-recovered' end as measure,
    l.source, l.category, l.allotment, abs(l.amount) as amount, coalesce(t.document, p.voucher_no, e.reason, '') as name, e.evidence
  from fund.entry e
  join fund.line l on l.etown = e.etown and l.entry = e.id
    and l.account = case e.kind when 'appropriation' then 'outside' else 'paid' end
  left join fund.tranche t on t.etown = e.etown and t.entry = e.id
  left join fund.payment p on p.etown = e.etown and p.entry = e.id
  where e.kind in ('appropriation', 'payment', 'recovery');
comment on view fund_pub.movement is '资金进出: 到账、支付、追回, 每笔一行, 附凭证文件';
grant usage on schema fund_pub to ezhen_app;
grant select on fund_pub.movement to ezhen_app;

create or replace view party_pub.entity with (security_invoker = true) as
  select p.etown, p.id as party, p.kind, case when p.kind <> 'farmer' then p.name end as name, p.registered_on, p.deregistered_on,
    p.inside, p.ecommerce_since, p.ecommerce_evidence, p.batch, p.batch_row as row_no, b.file_sha256 as evidence,
    p.kind in ('enterprise', 'cooperative', 'sole-trader') and p.merged_into is null as counted, left(p.place_code, 9) as township
  from party.party p
  left join party.import_batch b on b.etown = p.etown and b.id = p.batch;
create view party_pub.site with (security_invoker = true) as
  select etown, id as site, kind, name, left(place_code, 9) as township, lon, lat, opened_on, closed_on from party.site;
comment on view party_pub.site is '场所: 供地图与统计';
grant select on party_pub.site to ezhen_app;

-- Every row that a sum per day adds up, except order lines (market_pub.order_line): one shape for counting, listing, checking.
create view statistics.tally with (security_invoker = true) as
  select etown, 'parcels'::text as measure, shop::text as part, day, 1::bigint as amount, waybill as key, waybill as name,
    platform || '/' || order_no as about, evidence, null::timestamptz as at
  from market_pub.parcel
  union all
  select etown, 'scans', item::text, day, 1, lpad(scan::text, 18, '0'), serial, lot::text, null, at from trace_pub.scan
  union all
  select etown, 'lots', item::text, day, 1, lpad(lot::text, 18, '0'), code, lot::text, null, null from trace_pub.lot
  union all
  select etown, measure, source, day, amount, lpad(entry::text, 18, '0'), name, coalesce(allotment::text, ''), evidence, null
  from fund_pub.movement;
comment on view statistics.tally is '计数行: 日汇总所累计的每一行 (订单行另见 market_pub.order_line)';
grant select on statistics.tally to ezhen_app;

create table statistics.rolled (
  etown int not null references platform.etown (id),
  measure text not null check (measure ~ '^[a-z]+(-[a-z]+)*$'),
  day date not null,
  mark bigint not null,
  settled boolean not null,
  primary key (etown, measure)
);
comment on table statistics.rolled is '不发事件的计数行汇总到哪里: 当日与前一日整日重数, 更早的不再变';
comment on column statistics.rolled.day is '上次汇总的日子; 此前各日已定';
comment on column statistics.rolled.mark is '汇总时最新的行号';
comment on column statistics.rolled.settled is '行号不变时又数过一次: 当时还在提交的行也已计入';

create table statistics.saved_view (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 60),
  page text not null check (page in ('board', 'figure', 'rows', 'compare')),
  indicator text check (indicator ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  query jsonb not null check (jsonb_typeof(query) = 'object'),
  shared boolean not null,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (etown, id),
  check ((page in ('figure', 'rows')) = (indicator is not null))
);
comment on table statistics.saved_view is '保存的查询: 页面、指标和筛选条件; 打开的人仍只看到自己有权看的';
create unique index saved_view_name on statistics.saved_view (etown, made_by, name) where ended_at is null;

select platform.guard_tables('statistics', changing => array['rolled', 'saved_view']);
grant select, insert, update on statistics.rolled to ezhen_app;
grant select, insert, update (ended_at) on statistics.saved_view to ezhen_app;

-- A screen on a wall that nobody attends: it may watch, and nothing else.
alter table identity.machine_key drop constraint machine_key_role_check;
-- A handful of rows.
-- squawk-ignore constraint-missing-not-valid
alter table identity.machine_key add constraint machine_key_role_check check (role in ('epcis-client', 'instrument', 'display'));
