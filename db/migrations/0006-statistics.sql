-- 0006 statistics: sums per day folded from events, figures typed with their source, the log of full recounts.
-- Lock cost: none, the tables are new.

create schema statistics;
comment on schema statistics is '统计: 由事件累计的日汇总, 附来源的录入数, 全量重算的记录';

create table statistics.daily_sum (
  etown int not null references platform.etown (id),
  measure text not null check (measure ~ '^[a-z]+(-[a-z]+)*(:[a-z]+(-[a-z]+)*)?$'),
  shop text not null default '',
  day date not null,
  amount bigint not null,
  primary key (etown, measure, shop, day)
);
comment on table statistics.daily_sum is '日汇总: 由市场事件累计, 与累计进度同一事务; 全量重算须与之相等';
comment on column statistics.daily_sum.measure is 'retail 网络零售额 (分), lines 计入的订单行数, orders 计入的订单数, refund 计入各行的退款 (分), excluded:原因 不计的金额 (分)';
comment on column statistics.daily_sum.shop is '网店; 空为全部网店之和, 单独累计, 看板只读这些行';

create table statistics.folded (
  etown int primary key references platform.etown (id),
  seq bigint not null,
  at timestamptz not null
);
comment on table statistics.folded is '日汇总已累计到的事件及其时刻: 每个数字的“截至”';

create table statistics.entered_figure (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  indicator text not null check (indicator ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  area text not null default '' check (area ~ '^([0-9]{6})?$'),
  period_from date not null,
  period_until date not null,
  value text not null check (value ~ '^-?[0-9]{1,15}(\.[0-9]{1,9})?$'),
  unit text not null check (length(unit) between 1 and 8),
  source text not null check (length(source) between 2 and 500),
  evidence text not null,
  replaces bigint,
  reason text check (length(reason) between 2 and 500),
  entered_by text not null,
  entered_at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, id, indicator, area, period_from, period_until),
  unique (etown, replaces),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  foreign key (etown, replaces, indicator, area, period_from, period_until)
    references statistics.entered_figure (etown, id, indicator, area, period_from, period_until),
  check (period_from < period_until),
  check ((replaces is null) = (reason is null)),
  check (replaces <> id)
);
comment on table statistics.entered_figure is '录入数: 没有明细可算的数和全市平均, 每个都附来源文件; 只增不改, 更正是指明所替代之行的新行';
comment on column statistics.entered_figure.area is '空为本e镇; 否则为所比较地区的区划代码 (全市平均)';
comment on column statistics.entered_figure.period_until is '期间止 (不含当日)';
comment on column statistics.entered_figure.value is '精确小数, 单位见 unit';
comment on column statistics.entered_figure.replaces is '更正: 所替代的行; 一行只能被替代一次';
-- One line of corrections per figure: the first entry of a figure is the only one that replaces nothing.
create unique index entered_figure_first on statistics.entered_figure (etown, indicator, area, period_from, period_until) where replaces is null;

create table statistics.recount (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('compare', 'repair')),
  at timestamptz not null default now(),
  asked_by text not null,
  reason text check (length(reason) between 2 and 500),
  seq bigint not null,
  lines bigint not null,
  sums bigint not null,
  differing bigint not null,
  differences jsonb not null default '[]',
  primary key (etown, id),
  check ((kind = 'repair') = (reason is not null)),
  check (differing between 0 and sums)
);
comment on table statistics.recount is '全量重算: 从订单行重新合计, 与日汇总逐个比较; repair 为经人批准后改正';
comment on column statistics.recount.seq is '比较时日汇总已累计到的事件';
comment on column statistics.recount.sums is '比较了多少个日汇总';
comment on column statistics.recount.differences is '不等的前 100 个: 项目、网店、日、重算数、汇总数';

do $$
declare t text;
begin
  foreach t in array array['entered_figure', 'recount'] loop
    execute format('create trigger append_only before update or delete on statistics.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on statistics.%I for each statement execute function platform.refuse_change()', t);
  end loop;
  foreach t in array array['daily_sum', 'folded', 'entered_figure', 'recount'] loop
    execute format('alter table statistics.%I enable row level security', t);
    execute format('alter table statistics.%I force row level security', t);
    execute format('create policy one_etown on statistics.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
  end loop;
end $$;

grant usage on schema statistics to ezhen_app;
grant select, insert on statistics.entered_figure, statistics.recount to ezhen_app;
grant select, insert, update on statistics.daily_sum, statistics.folded to ezhen_app;
