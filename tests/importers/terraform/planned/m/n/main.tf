variable "x" { type = map(string) }
locals { y = join("/", [for k, v in var.x : "${k}=${v}"]) }
output "y" { value = local.y }
