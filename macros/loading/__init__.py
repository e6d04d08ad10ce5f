"""Files in, the model out: everything that is wrong is reported at its line."""
