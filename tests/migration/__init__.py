"""From kubenet to CNI Overlay: what blocks, what breaks and for whom, what stays, the steps and how much they disturb."""
