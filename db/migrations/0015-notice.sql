-- 0015 notice: 公示 as one service for every room above, and the gate it is before the fund's payments.
-- Lock cost: brief; fund.allotment gets two columns without rewriting, and a foreign key that old rows (all null) need not be read for.

create schema notice;
comment on schema notice is '公示: 名单、期限、异议、在线证明; 期满前不得付款';
create schema notice_pub;
comment on schema notice_pub is '公示对其他业务室公布的视图';

create table notice.notice (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('acceptance', 'subsidy', 'brand', 'award', 'other')),
  origin text check (origin ~ '^[a-z]+\.[a-z-]+/[0-9]{1,18}$'),
  made_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_why text check (length(withdrawn_why) between 2 and 500),
  primary key (etown, id),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
comment on table notice.notice is '公示: acceptance 验收, subsidy 补助, brand 品牌授权, award 评奖, other 其他';
comment on column notice.notice.origin is '由别的业务室提出时的出处, 如 subsidy.window/3';

create table notice.edition (
  etown int not null,
  notice bigint not null,
  number int not null check (number >= 1),
  title text not null check (length(title) between 4 and 200),
  basis text not null check (length(basis) between 2 and 2000),
  contact text not null check (length(contact) between 5 and 200),
  columns text[] not null check (cardinality(columns) between 1 and 12),
  rows jsonb not null,
  days int not null check (days between 1 and 60),
  published_at timestamptz not null,
  published_on date not null,
  runs_through date not null check (runs_through > published_on),
  material boolean not null,
  why text check (length(why) between 2 and 500),
  by text not null,
  evidence text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (etown, notice, number),
  foreign key (etown, notice) references notice.notice (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  check ((number = 1) = (why is null))
);
comment on table notice.edition is '公示版本: 每次更正另存一版; 实质更正的重新起算';
comment on column notice.edition.rows is '已脱敏的名单; 原始名单在证据文件里';
comment on column notice.edition.published_on is '起算日 (公布当日不计入); 非实质更正沿用上一版';
comment on column notice.edition.runs_through is '公示期最后一日 (含)';

create table notice.objection (
  etown int not null,
  id bigint generated always as identity,
  notice bigint not null,
  edition int not null,
  received_on date not null,
  from_sealed bytea not null,
  text text not null check (length(text) between 2 and 2000),
  entered_by text not null,
  entered_at timestamptz not null,
  upheld boolean,
  answer text check (length(answer) between 2 and 2000),
  answered_by text,
  answered_at timestamptz,
  primary key (etown, id),
  foreign key (etown, notice, edition) references notice.edition (etown, notice, number),
  check ((upheld is null) = (answer is null) and (upheld is null) = (answered_by is null) and (upheld is null) = (answered_at is null))
);
comment on table notice.objection is '异议: 未答复的、成立而未更正的, 公示不算期满';
comment on column notice.objection.from_sealed is '提出人及联系方式 (加密)';

create table notice.sighting (
  etown int not null,
  notice bigint not null,
  edition int not null,
  at timestamptz not null,
  status int not null check (status between 0 and 599),
  page_sha256 text check (page_sha256 ~ '^[0-9a-f]{64}$'),
  shows_it boolean not null,
  primary key (etown, notice, at),
  foreign key (etown, notice, edition) references notice.edition (etown, notice, number)
);
comment on table notice.sighting is '在线证明: 从公开网址取回页面的时刻、状态、页面哈希、是否显示本版';

select platform.guard_tables('notice', only_appended => array['edition', 'sighting'], changing => array['notice', 'objection']);
grant select, insert on notice.notice, notice.objection to ezhen_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_why) on notice.notice to ezhen_app;
grant update (upheld, answer, answered_by, answered_at) on notice.objection to ezhen_app;

create view notice_pub.standing with (security_invoker = true) as
  select n.etown, n.id as notice, e.number as edition, e.runs_through, n.withdrawn_at is not null as withdrawn,
    (select count(*) from notice.objection o where o.etown = n.etown and o.notice = n.id
      and (o.upheld is null or (o.upheld and o.edition >= e.number))) as hindered
  from notice.notice n
  join lateral (select * from notice.edition x where x.etown = n.etown and x.notice = n.id order by x.number desc limit 1) e on true;
comment on view notice_pub.standing is '公示现状: 最新版期满日、是否撤回、未了结的异议数';
grant usage on schema notice_pub to ezhen_app;
grant select on notice_pub.standing to ezhen_app;

-- The fund may not pay before the notice has run.
alter table fund.allotment add column needs_notice boolean not null default false;
alter table fund.allotment add column notice bigint;
alter table fund.allotment add constraint allotment_notice_fkey
  foreign key (etown, notice) references notice.notice (etown, id) not valid;
comment on column fund.allotment.needs_notice is '付款前须公示期满';
comment on column fund.allotment.notice is '所附的公示; 撤回后才能改附';
grant update (notice) on fund.allotment to ezhen_app;

create function fund.notice_has_run(town int, which bigint, day date) returns boolean
  language sql stable as $$
  select coalesce((select not withdrawn and hindered = 0 and day > runs_through
    from notice_pub.standing where etown = town and notice = which), false)
$$;

create or replace function fund.payment_is_due() returns trigger
  language plpgsql as $$
declare
  its fund.allotment;
  made_on date;
begin
  select * into strict its from fund.allotment where etown = new.etown and id = new.allotment for update;
  if its.approved_by is null or new.paid_by in (its.proposed_by, its.approved_by) then
    raise exception '提出、审定、支付须为三人' using errcode = 'check_violation', constraint = 'payer_is_a_third';
  end if;
  if not exists (select from fund.line where etown = new.etown and entry = new.entry and allotment = new.allotment
      and account = 'paid' and amount = new.amount) then
    raise exception '支付与分录不符' using errcode = 'check_violation';
  end if;
  -- The day it is paid in China, and the day its voucher bears: neither may lie before the end.
  select least(day, (at at time zone 'Asia/Shanghai')::date) into strict made_on
  from fund.entry where etown = new.etown and id = new.entry;
  if (its.needs_notice or its.notice is not null) and not fund.notice_has_run(new.etown, its.notice, made_on) then
    raise exception '公示期未满, 不得付款' using errcode = 'check_violation', constraint = 'notice_has_run';
  end if;
  return new;
end $$;

create function fund.notice_stays() returns trigger
  language plpgsql as $$
begin
  if old.notice is not null and not exists (select from notice_pub.standing s
      where s.etown = old.etown and s.notice = old.notice and s.withdrawn) then
    raise exception '已附的公示未撤回, 不能改附' using errcode = 'check_violation', constraint = 'notice_stays';
  end if;
  return new;
end $$;
create trigger notice_stays before update of notice on fund.allotment
  for each row when (old.notice is distinct from new.notice) execute function fund.notice_stays();
