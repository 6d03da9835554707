"""Migration: from kubenet to Azure CNI Overlay, before kubenet ends on 31 March 2028.

What stands in the way, what stops working and for whom, what stays, what to type and in which order, and how much it
disturbs. Derived from a View, of exports or of a deployment; one reading, `readiness`, decides a cluster's class.
"""
