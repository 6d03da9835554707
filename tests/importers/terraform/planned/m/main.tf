variable "name" { type = string }
variable "cidr" {
  type    = string
  default = null
}
module "n" {
  source = "./n"
  count  = var.cidr == null ? 0 : 2
  x      = { a = count.index, b = var.name }
}
output "out" { value = { name = upper(var.name), inner = module.n[*].y, cidr = coalesce(var.cidr, "none"), p = path.module } }
