-- 0027 fund: money moved back from a category, and allotments that are paid through the room that asked for them; a kind of notice.
-- Lock cost: brief; fund.allotment gets a column with a constant default, checks are widened without reading old rows.

alter table fund.allotment add column through_origin boolean not null default false;
comment on column fund.allotment.through_origin is '审定、支付、释放只在提出它的业务室里办';

alter table fund.entry drop constraint entry_kind_check;
alter table fund.entry add constraint entry_kind_check check (kind in
  ('appropriation', 'allocation', 'withdrawal', 'reservation', 'commitment', 'payment', 'release', 'recovery')) not valid;
alter table fund.entry add constraint withdrawal_has_reason
  check (kind <> 'withdrawal' or (reason is not null and evidence is not null)) not valid;
comment on table fund.entry is '分录: appropriation 到账, allocation 分配到类别, withdrawal 从类别收回, reservation 预留, commitment 占用, payment 支付, release 释放, recovery 追回';

create table fund.withdrawal (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  source text not null,
  category text not null,
  amount bigint not null check (amount > 0),
  reason text not null check (length(reason) between 4 and 200),
  evidence text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  entry bigint,
  primary key (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  foreign key (etown, entry) references fund.entry (etown, id),
  constraint second_is_another check (approved_by <> asked_by),
  constraint approved_with_entry check (
    (approved_by is null) = (approved_at is null) and (approved_by is null) = (entry is null))
);
comment on table fund.withdrawal is '收回分配: 从类别退回待分配, 另一人批准时记账';
select platform.guard_tables('fund', changing => array['withdrawal']);
grant select, insert on fund.withdrawal to ezhen_app;
grant update (approved_by, approved_at, entry) on fund.withdrawal to ezhen_app;

-- Money of a withdrawal leaves its category only by a withdrawal that two people made.
create function fund.withdrawal_is_approved() returns trigger
  language plpgsql as $$
begin
  if not exists (select from fund.withdrawal w where w.etown = new.etown and w.entry = new.id and w.approved_by is not null) then
    raise exception '收回分配须经另一人批准' using errcode = 'check_violation', constraint = 'withdrawal_is_approved';
  end if;
  return null;
end $$;
create constraint trigger withdrawal_is_approved after insert on fund.entry
  deferrable initially deferred for each row when (new.kind = 'withdrawal') execute function fund.withdrawal_is_approved();

alter table notice.notice drop constraint notice_kind_check;
alter table notice.notice add constraint notice_kind_check
  check (kind in ('acceptance', 'subsidy', 'procurement', 'brand', 'award', 'other')) not valid;
comment on table notice.notice is '公示: acceptance 验收, subsidy 补助, procurement 采购结果, brand 品牌授权, award 评奖, other 其他';
