%{ for i in items ~}
- ${i}
%{ endfor ~}
name: ${name} $${lit}
