"""Pure planning: records -> the network a host should have -> the steps that make it so."""
