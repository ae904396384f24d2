"""Control statements: who takes, loses, leaves, besieges, holds or fights for which place."""
