-- 0025 trace: one row tells a repeated look everything; what comes in and goes out; whom a recall tells; subject codes.
-- Lock cost: writes to trace.mention wait while an index of very few of its rows is built (a scan of the table).

alter table trace.scan_sum add column lot bigint;
alter table trace.scan_sum add column issued_at timestamptz;
alter table trace.scan_sum add column device bytea;
alter table trace.scan_sum add column verdict jsonb;
comment on column trace.scan_sum.lot is '此码属于哪个批次, 随扫码抄自赋码; 空为此列出现之前的, 下次扫码补上';
comment on column trace.scan_sum.device is '最近一次是哪台设备 (加盐摘要)';
comment on column trace.scan_sum.verdict is '最近一次扫码后的仿冒判断; 空为待判';

-- Every stay asks when its parent was emptied: nearly never, and a reused crate is mentioned thousands of times.
-- A migration is one transaction.
-- squawk-ignore require-concurrent-index-creation
create index mention_emptied on trace.mention (etown, key, at) where link = 'emptied';

create table trace.subject_code (
  etown int not null references platform.etown (id),
  party bigint not null,
  kind text not null check (kind in ('node', 'operator', 'person')),
  code text not null check (code ~ '^[0-9A-Za-z-]{6,40}$'),
  entered_by text not null,
  entered_at timestamptz not null default now(),
  primary key (etown, party),
  unique (etown, code),
  foreign key (etown, party) references party.party (etown, id)
);
comment on table trace.subject_code is '主体码: 国家农产品质量安全追溯管理信息平台发给主体的编号 (外部编号), 本系统只记不发';
comment on column trace.subject_code.kind is 'node 节点, operator 经营主体, person 自然人';

create table trace.purchase (
  etown int not null references platform.etown (id),
  lot bigint not null,
  supplier_sealed bytea not null,
  supplier_shown text not null,
  supplier_code text check (supplier_code ~ '^[0-9A-Za-z-]{6,40}$'),
  supplier_lot text check (length(supplier_lot) between 1 and 80),
  entered_by text not null,
  primary key (etown, lot),
  foreign key (etown, lot) references trace.lot (etown, id)
);
comment on table trace.purchase is '收购入库: 一个收购批次从谁那里来 (上一环), 对方的批次号是什么';
comment on column trace.purchase.supplier_sealed is '供货方名称, 逐条加密';
comment on column trace.purchase.supplier_shown is '供货方名称, 个人的已脱敏';
comment on column trace.purchase.supplier_code is '供货方的主体码或统一社会信用代码';

create table trace.dispatch (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  lot bigint not null,
  move bigint,
  quantity numeric(14, 3) not null check (quantity > 0),
  packs int check (packs > 0),
  order_no text check (length(order_no) between 1 and 60),
  parcel text check (length(parcel) between 1 and 60),
  buyer_sealed bytea,
  buyer_shown text,
  phone_sealed bytea,
  phone_shown text,
  event text not null,
  occurred_at timestamptz not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id),
  foreign key (etown, move) references trace.lot_move (etown, id),
  constraint in_bulk_or_in_packs check ((move is null) = (packs is not null)),
  constraint sealed_and_shown check ((buyer_sealed is null) = (buyer_shown is null) and (phone_sealed is null) = (phone_shown is null))
);
comment on table trace.dispatch is '出库: 散货或已赋码的包装给了谁 (下一环), 哪张订单、哪个包裹; 召回时据此通知';
comment on column trace.dispatch.move is '散货: 从批次转出的那一笔; 空为已赋码的包装';
comment on column trace.dispatch.parcel is '运单号';
comment on column trace.dispatch.buyer_sealed is '收货方名称, 逐条加密';
comment on column trace.dispatch.buyer_shown is '收货方名称, 个人的已脱敏';
comment on column trace.dispatch.event is '对应的 EPCIS 事件编号';
create index dispatch_lot on trace.dispatch (etown, lot, id);

create table trace.dispatched_pack (
  etown int not null references platform.etown (id),
  serial text not null,
  dispatch bigint not null,
  primary key (etown, serial),
  foreign key (etown, serial) references trace.serial (etown, serial),
  foreign key (etown, dispatch) references trace.dispatch (etown, id)
);
comment on table trace.dispatched_pack is '已出库的包装: 一枚追溯码只出库一次, 退回的另行赋码';

create table trace.recall_notice (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  recall bigint not null,
  dispatch bigint,
  order_ref text check (length(order_ref) between 1 and 500),
  primary key (etown, id),
  unique nulls not distinct (etown, recall, dispatch, order_ref),
  foreign key (etown, recall) references trace.recall (etown, id),
  foreign key (etown, dispatch) references trace.dispatch (etown, id),
  constraint somebody_to_tell check ((dispatch is null) <> (order_ref is null))
);
comment on table trace.recall_notice is '召回通知: 一次召回要通知到的每一笔出库、每一张订单';

select platform.guard_tables('trace', only_appended => array['purchase', 'dispatch', 'dispatched_pack', 'recall_notice'],
  changing => array['subject_code']);
grant select, insert, update on trace.subject_code to ezhen_app;
