"""The version of the engine, as every result's stamp carries it."""

VERSION = "0.1.0"
