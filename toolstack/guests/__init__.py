"""What a VM's network ends are plugged into: a driver interface, and a driver that runs VMs as network namespaces."""
