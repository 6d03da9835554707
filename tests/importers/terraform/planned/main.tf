variable "net" {
  type = object({
    cidr    = optional(string, "10.0.0.0/16")
    subnets = optional(map(object({
      bits  = optional(number, 8)
      num   = number
      tags  = optional(map(string), {})
      delegations = optional(list(string))
    })), {})
    flags = optional(set(string), ["b", "a"])
  })
  default = {
    subnets = { b = { num = 2, tags = { x = 1 } }, a = { num = 1, bits = "4", delegations = ["d"] } }
  }
}
variable "list" {
  type = list(any)
  default = [1, "a", true]
}
variable "n" {
  type = number
  default = "3"
}
locals {
  subnets = { for k, s in var.net.subnets : k => merge(s, { cidr = cidrsubnet(var.net.cidr, s.bits, s.num) }) }
  flat = flatten([for k, s in local.subnets : [for d in coalesce(s.delegations, []) : { key = k, d = d }]])
  grouped = { for k, s in local.subnets : tostring(s.bits) => k... }
  text = <<-EOT
    %{~ for k, s in local.subnets ~}
    ${k}: ${s.cidr}
      indented
    %{ endfor ~}
    end ${length(local.flat) > 0 ? "yes" : "no"}
  EOT
  text2 = <<EOT
  keep
    ${indent(4, "a\nb")}
%{ if false }x%{ else }y%{ endif }
EOT
  nested = { a = [{ b = { c = [1, 2, 3] } }] }
  splat = local.nested.a[*].b.c[1]
  legacy = local.nested.a.*.b
  cond = var.n > 2 ? { x = 1 } : null
  tern = var.n == 3 ? "three" : 4
  nums = [for i in range(var.n) : i * 1.5]
}
resource "terraform_data" "all" {
  input = {
    subnets = local.subnets
    flat = local.flat
    grouped = local.grouped
    text = local.text
    text2 = local.text2
    splat = local.splat
    legacy = local.legacy
    cond = local.cond
    tern = local.tern
    nums = local.nums
    list = var.list
    flags = var.net.flags
    n = var.n
    json = jsonencode(var.net)
    mods = { for k, m in module.m : k => m.out }
    one = module.n.out
    tpl = templatefile("${path.module}/t.tpl", { items = ["x", "y"], name = "z" })
    wks = terraform.workspace
    pth = [path.module, path.root]
    nul = null
    lookup = lookup(local.subnets, "zzz", { cidr = "none" }).cidr
    tryx = try(local.subnets["q"].cidr, local.subnets["a"].cidr)
    set = setunion(var.net.flags, ["c"])
    prod = [for p in setproduct(["a","b"], [1, 2]) : "${p[0]}${p[1]}"]
    fmt = formatlist("%s-%02d", ["a", "b"], [1, 2])
    chunk = chunklist(["a","b","c"], 2)
    zip = zipmap(["a","b"], [1, "x"])
    bools = ["${true}", tostring(false), true && "true"]
    math = [7 / 2, 7 % 3, -7 % 3, 2 * 3 + 1, floor(-2.5), 1e3, 10 == 10.0]
    cmp = [1 == "1", "1" == "1", [1] == [1], { a = 1 } == { a = 1 }]
    trim = trimsuffix(trimprefix("aXb", "a"), "b")
    rx = [regex("(\\d+)-(\\d+)", "a 12-34"), regexall("[a-c]", "xaybzc"), replace("a.b.c", "/[.]/", "-")]
  }
}
module "m" {
  source   = "./m"
  for_each = local.subnets
  name     = each.key
  cidr     = each.value.cidr
}
module "n" {
  source = "./m"
  name   = "n"
}
