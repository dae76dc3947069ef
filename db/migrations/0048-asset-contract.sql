-- 0048 asset: the contract an asset is used under is one of the projects', not a word. Lock cost: brief; a column without a default.
alter table asset.asset add column contract_id bigint;
comment on column asset.asset.contract is '合同编号, 登记时的';
comment on column asset.asset.contract_id is '项目里已审定的合同';
alter table asset.asset add constraint asset_contract_fk
  foreign key (etown, contract_id) references project.contract (etown, id) not valid;
-- What was registered before stays as it was; from now on a contract is picked.
alter table asset.asset add constraint contract_is_picked check ((contract is null) = (contract_id is null)) not valid;
-- The view was made before the column; new columns come last.
create or replace view asset.standing with (security_invoker = true) as
  select a.etown, a.id, a.number, a.tag, a.name, a.model, a.class, a.price, a.bought_on, a.ownership, a.owner, a.custodian, a.place,
    a.contract, a.use_until, a.batch, a.evidence, a.entered_by, a.entered_at,
    coalesce(m.custodian, a.custodian) as held_by, coalesce(m.place, a.place) as stands_at,
    l.kind as last_kind, l.number as last_number, l.by as last_by, l.due_on, l.way,
    coalesce(exists (select from asset.event r where r.etown = a.etown and r.asset = a.id and r.kind = 'returned'), false) as came_back,
    a.contract_id
  from asset.asset a
  left join lateral (select * from asset.event e where e.etown = a.etown and e.asset = a.id order by number desc limit 1) l on true
  left join lateral (select * from asset.event e where e.etown = a.etown and e.asset = a.id and e.custodian is not null
    order by number desc limit 1) m on true;
