-- 0005 market: shops, the order files they exported, the lines in them with their history.
-- Lock cost: none, the tables are new.

create schema market;
comment on schema market is '全渠道产销: 网店、平台订单文件、订单行及其历史';
create schema market_pub;
comment on schema market_pub is '订单行对统计公布的视图: 计数口径只在此处';

create table market.shop (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  version int not null default 1,
  platform text not null check (platform in ('taobao', 'jd', 'douyin', 'pdd')),
  name text not null check (length(name) between 2 and 100),
  shop_no text check (length(shop_no) between 1 and 40),
  operator bigint not null,
  opened_on date,
  closed_on date check (closed_on >= opened_on),
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, id, platform),
  unique (etown, platform, name),
  unique (etown, platform, shop_no),
  foreign key (etown, operator) references party.party (etown, id)
);
comment on table market.shop is '网店: 某主体在某平台开的店';
comment on column market.shop.shop_no is '平台的店铺编号';
comment on column market.shop.operator is '经营主体: 店里的销售算谁的';
create index shop_operator on market.shop (etown, operator);

create table market.column_mapping (
  etown int not null references platform.etown (id),
  platform text not null check (platform in ('taobao', 'jd', 'douyin', 'pdd')),
  number int not null check (number >= 1),
  columns jsonb not null,
  statuses jsonb not null,
  made_by text not null,
  made_at timestamptz not null default now(),
  primary key (etown, platform, number),
  check (columns <> '{}' or statuses <> '{}')
);
comment on table market.column_mapping is '列对应: 本e镇补充的列名与状态的含义; 每次另存一版, 以最新一版读之后的文件';
comment on column market.column_mapping.columns is '{项: 文件里的列名}';
comment on column market.column_mapping.statuses is '{文件里的状态: 订单阶段}';

create table market.import_batch (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  shop bigint not null,
  platform text not null,
  sha256 text not null,
  file_name text not null,
  state text not null check (state in ('waiting', 'unmapped', 'imported', 'refused')),
  job bigint not null,
  profile text,
  read_rows int,
  accepted_rows int,
  merged_rows int,
  rejected_rows int,
  receipt jsonb,
  found jsonb,
  refusals jsonb not null default '[]',
  asked_by text not null,
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (etown, id),
  unique (etown, id, shop, platform),
  foreign key (etown, shop, platform) references market.shop (etown, id, platform),
  foreign key (etown, sha256) references platform.evidence (etown, sha256),
  foreign key (etown, job) references platform.job (etown, id),
  constraint imported_has_receipt check ((state = 'imported') = (receipt is not null) and (receipt is null) = (profile is null)),
  constraint nothing_lost check ((receipt is null) = (read_rows is null) and read_rows = accepted_rows + merged_rows + rejected_rows),
  constraint refused_has_reason check ((state in ('refused', 'unmapped')) = (refusals <> '[]')),
  constraint unmapped_says_found check ((state = 'unmapped') = (found is not null)),
  constraint ended check ((state in ('imported', 'refused')) = (ended_at is not null))
);
comment on table market.import_batch is '导入批次: 一个文件的一次导入, 附守恒回执: 读到 = 采纳 + 合并 + 退回';
comment on column market.import_batch.state is '状态: waiting 等待或正在导入, unmapped 待对应, imported 已导入, refused 整份被拒';
comment on column market.import_batch.job is '读文件的任务; 进度看任务';
comment on column market.import_batch.profile is '所用导出格式及其版本';
comment on column market.import_batch.receipt is '守恒回执';
comment on column market.import_batch.found is '待对应: 文件里的列, 缺哪几项';
comment on column market.import_batch.refusals is '整份被拒或待对应的原因';
create index import_batch_shop on market.import_batch (etown, shop);
create index import_batch_sha256 on market.import_batch (etown, sha256);

create table market.rejected_row (
  etown int not null,
  batch bigint not null,
  row_no int not null check (row_no >= 1),
  place int not null check (place >= 1),
  code text not null,
  header text not null,
  example text not null,
  primary key (etown, batch, row_no, place),
  foreign key (etown, batch) references market.import_batch (etown, id)
);
comment on table market.rejected_row is '退回的行: 第几行、哪一列、为什么、原文举例 (个人信息列从不读取, 故不会出现)';
comment on column market.rejected_row.row_no is '表格软件里看到的行号';
comment on column market.rejected_row.place is '该行第几个问题';

-- The widest and longest table: eight-byte columns first, so that none is padded, and no foreign key to the batch. It would
-- cost a third of an import's time (measured); batches are never removed, and the merge is the only writer.
create table market.order_line (
  etown int not null,
  day date not null,
  shop bigint not null,
  batch bigint not null,
  paid_at timestamptz,
  payable_fen bigint check (payable_fen >= 0),
  paid_fen bigint check (paid_fen >= 0),
  received_fen bigint check (received_fen >= 0),
  refund_fen bigint check (refund_fen >= 0),
  goods_fen bigint check (goods_fen >= 0),
  share_fen bigint check (share_fen >= 0),
  retail_fen bigint not null check (retail_fen >= 0),
  row_no int not null,
  quantity int,
  stage smallint not null check (stage between 0 and 6),
  wholesale boolean not null,
  counts_order boolean not null,
  platform text not null,
  order_no text collate "C" not null check (order_no <> ''),
  sub_no text collate "C" not null,
  excluded text check (excluded in ('unpaid', 'closed', 'refunded', 'refund-unknown', 'wholesale', 'amount-unknown')),
  product text not null,
  waybill text,
  mark text,
  primary key (etown, order_no, sub_no, platform),
  constraint excluded_counts_nothing check (excluded is null or (retail_fen = 0 and not counts_order)),
  constraint counted_within_share check (excluded is not null or retail_fen <= share_fen)
);
comment on table market.order_line is '订单行: 平台订单一行的当前状态, 即各文件所见中排序最后的一个; 不含买家信息';
comment on column market.order_line.day is '计入哪一天: 付款日, 没有则下单日';
comment on column market.order_line.payable_fen is '应付 (分), 文件没写为空';
comment on column market.order_line.paid_fen is '实付 (分)';
comment on column market.order_line.received_fen is '商家实收 (分)';
comment on column market.order_line.refund_fen is '退款 (分)';
comment on column market.order_line.goods_fen is '商品金额: 单价×数量减优惠 (分), 整单金额按此分摊';
comment on column market.order_line.share_fen is '口径所用金额中属于本行的部分 (分)';
comment on column market.order_line.retail_fen is '计入网络零售额 (分)';
comment on column market.order_line.row_no is '在文件里的行号';
comment on column market.order_line.stage is '订单阶段: 0 待付款, 1 已付款, 2 已发货, 3 交易成功, 4 部分退款, 5 已关闭, 6 已退款';
comment on column market.order_line.counts_order is '本行代表其订单计入订单数: 订单的第一个计入的行';
comment on column market.order_line.excluded is '不计入零售额的原因; 空为计入';
comment on column market.order_line.mark is '备注记号; 备注本身不保存';
create index order_line_day on market.order_line (etown, day, shop);

create table market.observation (
  etown int not null,
  day date not null,
  shop bigint not null,
  batch bigint not null,
  paid_at timestamptz,
  payable_fen bigint,
  paid_fen bigint,
  received_fen bigint,
  refund_fen bigint,
  goods_fen bigint,
  row_no int not null,
  quantity int,
  stage smallint not null,
  wholesale boolean not null,
  platform text not null,
  order_no text collate "C" not null,
  sub_no text collate "C" not null,
  facts_hash uuid not null,
  product text not null,
  waybill text,
  mark text,
  primary key (etown, order_no, sub_no, platform, facts_hash),
  foreign key (etown, order_no, sub_no, platform) references market.order_line (etown, order_no, sub_no, platform),
  foreign key (etown, batch, shop, platform) references market.import_batch (etown, id, shop, platform)
);
comment on column market.observation.facts_hash is '本行事实的 SHA-256 前 128 位: 同一事实只留一次';
comment on table market.observation is '被取代的观察: 别的文件或别的行里看到的同一订单行, 排序在当前状态之前; 只增不改';

create view market_pub.order_line with (security_invoker = true) as
  select l.etown, l.platform, l.shop, s.name as shop_name, s.operator, l.order_no, l.sub_no, l.day,
         (array['awaiting-payment', 'paid', 'shipped', 'succeeded', 'partly-refunded', 'closed', 'refunded'])[l.stage + 1] as status,
         case when l.excluded is null then l.retail_fen end as retail_fen,
         case when l.excluded is null then coalesce(l.refund_fen, 0) end as refund,
         l.excluded as excluded_reason,
         case when l.excluded is not null then coalesce(l.share_fen, 0) end as excluded_fen,
         l.counts_order, l.batch, l.row_no, b.sha256 as evidence
  from market.order_line l
  join market.shop s on s.etown = l.etown and s.id = l.shop
  join market.import_batch b on b.etown = l.etown and b.id = l.batch;
comment on view market_pub.order_line is '订单行计数口径: 零售额 = Σ retail_fen, 已减 refund; 订单数 = counts_order 的行数; excluded_reason 为不计原因, excluded_fen 为因此不计的金额';

create view market_pub.shop with (security_invoker = true) as
  select etown, id as shop, platform, name, operator from market.shop;
comment on view market_pub.shop is '网店';

do $$
declare t text;
begin
  foreach t in array array['column_mapping', 'rejected_row', 'observation'] loop
    execute format('create trigger append_only before update or delete on market.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on market.%I for each statement execute function platform.refuse_change()', t);
  end loop;
  foreach t in array array['shop', 'column_mapping', 'import_batch', 'rejected_row', 'order_line', 'observation'] loop
    execute format('alter table market.%I enable row level security', t);
    execute format('alter table market.%I force row level security', t);
    execute format('create policy one_etown on market.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
  end loop;
end $$;

create trigger never_removed before delete on market.import_batch for each row execute function platform.refuse_change();

grant usage on schema market, market_pub to ezhen_app;
grant select, insert, update on market.shop, market.import_batch, market.order_line to ezhen_app;
grant select, insert on market.column_mapping, market.rejected_row, market.observation to ezhen_app;
grant select on market_pub.order_line, market_pub.shop to ezhen_app;
